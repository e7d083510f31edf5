package dev.sealift.worker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutTest {

    private static final long MEBI = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "8388609,8388608,2", // one byte more than a block
        "16777216,8388608,2",
        "419430400000,8388608,50000", // as much as 50,000 blocks of 8 MiB
        "419430400001,9437184,44445", // one byte more
        "5497558138880,110100480,49933" // 5 TiB
    })
    void keepsBlocksSmallAndFew(long size, int blockSize, int blocks) {
        Cut cut = Cut.of(size);

        assertThat(cut.blockSize()).isEqualTo(blockSize);
        assertThat(cut.blocks()).isEqualTo(blocks);
        assertThat(cut.blockSize() % Md5.CHUNK).isZero();
        assertThat(cut.offset(blocks - 1) + cut.length(blocks - 1)).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({
        "5,5,1", // SDKs' smallest part is one block
        "8,8,1",
        "16,8,2",
        "100,6.25,16", // no number of 8 MiB blocks makes 100 MiB
    })
    void cutsAlongParts(long partMebi, double blockMebi, int blocksPerPart) {
        long size = 3 * partMebi * MEBI + 1;

        assertThat(Cut.alongParts(size, partMebi * MEBI, 4)).hasValueSatisfying(cut -> {
            assertThat(cut.blockSize()).isEqualTo((int) (blockMebi * MEBI));
            assertThat(cut.blocksPerPart()).isEqualTo(blocksPerPart);
            assertThat(cut.endsPart(blocksPerPart - 1)).isTrue();
            assertThat(cut.beginsPart(blocksPerPart)).isTrue();
            assertThat(cut.endsPart(cut.blocks() - 1)).isTrue();
        });
    }

    @Test
    void doesntGuessAtParts() {
        assertThat(Cut.alongParts(100 * MEBI, 8 * MEBI, 12)).as("other parts").isEmpty();
        assertThat(Cut.alongParts(100 * MEBI, 0, 1)).as("no size").isEmpty();
        assertThat(Cut.alongParts(10_000_019L * 2, 10_000_019L, 2))
                .as("a prime can't be cut into chunks")
                .isEmpty();
    }
}
