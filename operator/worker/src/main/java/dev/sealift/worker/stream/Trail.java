package dev.sealift.worker.stream;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The marks of one object. Blocks are read in any order and pass in theirs: each waits here for the one before it. */
final class Trail {

    private final Mark start;
    private final @Nullable Mark[] marks;
    private boolean abandoned;

    Trail(Mark start, int blocks) {
        this.start = start;
        this.marks = new Mark[blocks];
    }

    /** The mark before a block; waits until it is there. */
    synchronized Mark before(int block) throws InterruptedException {
        if (block == 0) {
            return start;
        }
        while (marks[block - 1] == null && !abandoned) {
            wait();
        }
        Mark mark = marks[block - 1];
        if (mark == null) {
            throw new CancellationException("an earlier block failed");
        }
        return mark;
    }

    synchronized void reached(int block, Mark mark) {
        marks[block] = mark;
        notifyAll();
    }

    synchronized boolean has(int block) {
        return marks[block] != null;
    }

    /** Nobody waits any longer. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }

    /** All of them, once they are there. */
    synchronized List<Mark> all() {
        return Arrays.stream(marks)
                .map(mark -> {
                    if (mark == null) {
                        throw new IllegalStateException("a block is missing");
                    }
                    return mark;
                })
                .toList();
    }
}
