package analysis;

import java.io.StringReader;
import java.util.List;
import java.util.function.Function;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.IndexService.IndexCreationContext;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.CustomAnalyzer;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;

/** `synonym_graph` with rules in Solr's form, analysed by the chain that stands before it. */
final class SynonymGraph extends AbstractTokenFilterFactory {
    private final Settings settings;

    SynonymGraph(String name, Settings settings) {
        super(name);
        this.settings = settings;
    }

    @Override
    public TokenStream create(TokenStream stream) {
        throw new IllegalStateException("Call getChainAwareTokenFilterFactory to specialise this factory for a chain first");
    }

    @Override
    public TokenFilterFactory getChainAwareTokenFilterFactory(
        IndexCreationContext context,
        TokenizerFactory tokenizer,
        List<CharFilterFactory> charFilters,
        List<TokenFilterFactory> before,
        Function<String, TokenFilterFactory> all) {
        SynonymMap map = read(new CustomAnalyzer(
            tokenizer,
            charFilters.toArray(new CharFilterFactory[0]),
            before.stream().map(TokenFilterFactory::getSynonymFilter).toArray(TokenFilterFactory[]::new)));
        return new AbstractTokenFilterFactory(name()) {
            @Override
            public TokenStream create(TokenStream stream) {
                return map.fst == null ? stream : new SynonymGraphFilter(stream, map, false);
            }
        };
    }

    private SynonymMap read(Analyzer analyzer) {
        try {
            SolrSynonymParser parser = new SolrSynonymParser(settings.getAsBoolean("expand", true), true, analyzer);
            parser.parse(new StringReader(String.join("\n", settings.getAsList("synonyms"))));
            return parser.build();
        } catch (Exception error) {
            throw new IllegalArgumentException("failed to build synonyms", error);
        }
    }
}
