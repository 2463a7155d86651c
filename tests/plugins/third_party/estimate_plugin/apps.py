from course_engine.plugins.config import PluginConfig


class EstimateConfig(PluginConfig):
    name = "estimate_plugin"
    verbose_name = "Estimates"

    slug = "estimate"
    version = "0.3"
    engine_from = "1.0"
    engine_below = "2.0"
    stores_personal_data = False
