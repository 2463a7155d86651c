package analysis;

import java.io.Reader;
import java.util.List;

import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;

/** `mapping`: rules of the form `from => to`, plain characters only. */
final class MappingCharFilterFactory implements NormalizingCharFilterFactory {
    private final String name;
    private final NormalizeCharMap map;

    MappingCharFilterFactory(String name, List<String> rules) {
        this.name = name;
        NormalizeCharMap.Builder builder = new NormalizeCharMap.Builder();
        for (String rule : rules) {
            int arrow = rule.lastIndexOf("=>");
            if (arrow < 0 || rule.contains("\\")) {
                throw new IllegalArgumentException("the test node cannot read the mapping [" + rule + "]");
            }
            builder.add(rule.substring(0, arrow).trim(), rule.substring(arrow + 2).trim());
        }
        map = builder.build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reader create(Reader reader) {
        return new MappingCharFilter(map, reader);
    }
}
