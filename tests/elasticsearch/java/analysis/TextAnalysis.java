package analysis;

import java.io.Reader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;

/**
 * The parts of Elasticsearch's own `analysis-common` that the product's mappings use, under the same names and settings.
 * Anything else is refused, so that a mapping that would behave differently on the official distribution fails here.
 */
public final class TextAnalysis extends Plugin implements AnalysisPlugin {
    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
            "asciifolding", filter(Set.of("preserve_original"), TextAnalysis::asciiFolding),
            "stemmer", filter(Set.of("language", "name"), TextAnalysis::stemmer),
            "pattern_replace", AnalysisPlugin.requiresAnalysisSettings(
                filter(Set.of("pattern", "replacement", "all"), TextAnalysis::patternReplace))
        );
    }

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of(
            "mapping", AnalysisPlugin.requiresAnalysisSettings((index, environment, name, settings) -> {
                allow(name, settings, Set.of("mappings"));
                NormalizeCharMap map = charMap(settings.getAsList("mappings"));
                return charFilter(name, reader -> new MappingCharFilter(map, reader));
            }),
            "pattern_replace", AnalysisPlugin.requiresAnalysisSettings((index, environment, name, settings) -> {
                allow(name, settings, Set.of("pattern", "replacement"));
                Pattern pattern = Pattern.compile(settings.get("pattern"));
                String replacement = settings.get("replacement", "");
                return charFilter(name, reader -> new PatternReplaceCharFilter(pattern, replacement, reader));
            })
        );
    }

    static void allow(String name, Settings settings, Set<String> known) {
        Set<String> unknown = new TreeSet<>();
        for (String key : settings.keySet()) {
            String top = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
            // Elasticsearch also makes an instance of its own of each filter, with the settings of the index.
            if (!top.equals("type") && !top.equals("index") && !known.contains(top)) {
                unknown.add(top);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                "[" + name + "]: the test node does not know " + unknown + "; add it to TextAnalysis as the official one behaves");
        }
    }

    private static AnalysisProvider<TokenFilterFactory> filter(
        Set<String> known, Function<Settings, UnaryOperator<TokenStream>> make) {
        return (index, environment, name, settings) -> {
            allow(name, settings, known);
            UnaryOperator<TokenStream> apply = make.apply(settings);
            return new AbstractTokenFilterFactory(name) {
                @Override
                public TokenStream create(TokenStream stream) {
                    return apply.apply(stream);
                }
            };
        };
    }

    private static UnaryOperator<TokenStream> asciiFolding(Settings settings) {
        boolean preserve = settings.getAsBoolean("preserve_original", false);
        return stream -> new ASCIIFoldingFilter(stream, preserve);
    }

    private static UnaryOperator<TokenStream> stemmer(Settings settings) {
        String language = settings.get("language", settings.get("name", "porter"));
        return switch (language) {
            case "english", "porter" -> PorterStemFilter::new;
            case "porter2" -> stream -> new SnowballFilter(stream, new EnglishStemmer());
            case "spanish" -> stream -> new SnowballFilter(stream, new SpanishStemmer());
            default -> throw new IllegalArgumentException("the test node does not know the stemmer [" + language + "]");
        };
    }

    private static UnaryOperator<TokenStream> patternReplace(Settings settings) {
        Pattern pattern = Pattern.compile(settings.get("pattern"));
        String replacement = settings.get("replacement", "");
        boolean all = settings.getAsBoolean("all", true);
        return stream -> new PatternReplaceFilter(stream, pattern, replacement, all);
    }

    private static CharFilterFactory charFilter(String name, UnaryOperator<Reader> apply) {
        return new NormalizingCharFilterFactory() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Reader create(Reader reader) {
                return apply.apply(reader);
            }
        };
    }

    /** Rules of the form `from => to`, plain characters only. */
    private static NormalizeCharMap charMap(List<String> rules) {
        NormalizeCharMap.Builder builder = new NormalizeCharMap.Builder();
        for (String rule : rules) {
            int arrow = rule.lastIndexOf("=>");
            if (arrow < 0 || rule.contains("\\")) {
                throw new IllegalArgumentException("the test node cannot read the mapping [" + rule + "]");
            }
            builder.add(rule.substring(0, arrow).trim(), rule.substring(arrow + 2).trim());
        }
        return builder.build();
    }
}
