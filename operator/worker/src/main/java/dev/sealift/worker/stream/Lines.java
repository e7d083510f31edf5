package dev.sealift.worker.stream;

import dev.sealift.worker.objects.Original;
import dev.sealift.worker.objects.Reader;
import dev.sealift.worker.objects.Writer;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Throttle;
import dev.sealift.worker.work.Trouble;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Both sides as the copiers use them: every request through its side's gate, tried again where that may help, and within memory
 * and the bandwidth allowed.
 */
record Lines(
        Reader reader, Writer writer, Gate source, Gate target, Retries retries, Budget budget, Throttle throttle) {

    private static final int SIP = 128 << 10;

    <T> T ask(Retries.Request<T> request) throws InterruptedException {
        return source.through(retries, request);
    }

    void tell(Runnable request) throws InterruptedException {
        target.through(retries, () -> {
            request.run();
            return true;
        });
    }

    <T> T askTarget(Retries.Request<T> request) throws InterruptedException {
        return target.through(retries, request);
    }

    /** Reads exactly that much from a body, as fast as it is allowed. */
    void fill(byte[] array, int count, InputStream body, Original original) throws InterruptedException {
        int at = 0;
        try {
            while (at < count) {
                int read = body.read(array, at, Math.min(SIP, count - at));
                if (read < 0) {
                    throw new EOFException("it ended after " + at + " of " + count + " bytes");
                }
                at += read;
                throttle.take(read);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } catch (IOException e) {
            throw new Trouble("SourceUnreachable", "Reading " + original.key() + " broke off: " + e.getMessage(), true)
                    .asException(e);
        }
    }
}
