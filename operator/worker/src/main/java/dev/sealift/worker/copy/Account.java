package dev.sealift.worker.copy;

import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Verdict;
import dev.sealift.worker.objects.Item;

/** Takes what a pass finds in the listings, in the order of keys, to keep account of what is the migration's own work. */
interface Account extends AutoCloseable {

    /** Whether no former account is there, so that only a comparison of both sides can make one. */
    boolean isFirst();

    /** The source has an object, the same as at the last pass or another. */
    void listed(Item source, boolean same);

    /** The source has been listed to its end. */
    void listedAll();

    /** Both listings say this of a key. */
    void compared(Pair pair, Verdict first);

    /** What became of a key after a second look, if it had one. Called from many threads. */
    void judged(Pair pair, Verdict last);

    /** Everything was listed, and looked at. */
    void stage();

    @Override
    void close();

    /** Of who deletes nothing. */
    Account NONE = new Account() {
        @Override
        public boolean isFirst() {
            return false;
        }

        @Override
        public void listed(Item source, boolean same) {}

        @Override
        public void listedAll() {}

        @Override
        public void compared(Pair pair, Verdict first) {}

        @Override
        public void judged(Pair pair, Verdict last) {}

        @Override
        public void stage() {}

        @Override
        public void close() {}
    };
}
