package dev.sealift.worker.azure;

import dev.sealift.worker.http.Elements;
import dev.sealift.worker.objects.Writer.Block;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists of blocks, in the form in which Blob Storage reads and writes them. Their names are Base64, which XML takes as it is. */
final class BlockList {

    private BlockList() {}

    /** The body of a commit. */
    static String of(List<String> blocks) {
        return blocks.stream()
                .map(block -> "<Latest>" + block + "</Latest>")
                .collect(Collectors.joining(
                        "", "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>", "</BlockList>"));
    }

    /** The blocks of an answer. */
    static List<Block> read(InputStream document) {
        List<Block> blocks = new ArrayList<>();
        Map<String, String> block = new HashMap<>();
        Elements.read(document, (parent, name, attribute, text) -> {
            if (name.equals("Block")) {
                blocks.add(new Block(block.getOrDefault("Name", ""), Long.parseLong(block.getOrDefault("Size", "0"))));
            } else {
                block.put(name, text);
            }
        });
        return blocks;
    }
}
