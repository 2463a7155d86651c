/* A stream of the admin that shows what it keeps but no longer knows, and never offers to add it. */
class KeepStreamBlockDefinition extends window.wagtailStreamField.blocks.StreamBlockDefinition {
  constructor(name, groups, ...others) {
    super(name, groups, ...others);
    this.groupedChildBlockDefs = groups
      .map(([label, blocks]) => [label, blocks.filter((block) => block.name !== "unavailable")])
      .filter(([, blocks]) => blocks.length);
  }
}

window.telepath.register("cms.publishing.KeepStreamBlock", KeepStreamBlockDefinition);
