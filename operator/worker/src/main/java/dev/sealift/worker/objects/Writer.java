package dev.sealift.worker.objects;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The target as a copier writes it. Nothing here is tried a second time. Every method may throw a
 * {@link dev.sealift.worker.work.TroubleException}, whose reason is {@code TargetBlocksGone} if blocks to be committed aren't
 * there any more, {@code TargetArchived} if the blob that is there is archived, {@code Throttled} if the service wants less.
 */
public interface Writer {

    /**
     * Writes the blob that a key stands for at once, replacing what is there.
     *
     * @param md5 of the content; the service refuses a content that has another
     */
    void put(String key, ByteBuffer content, byte[] md5, Attributes attributes);

    /** Adds a block to those that wait to be committed; one of the same name is replaced. */
    void stage(String key, String block, ByteBuffer content);

    /** The blocks that wait to be committed. */
    List<Block> staged(String key);

    /**
     * Makes blocks the blob's content, replacing what is there.
     *
     * @param md5 of the whole, kept with the blob; the service doesn't check it
     */
    void commit(String key, List<String> blocks, byte[] md5, Attributes attributes);

    /** Deletes the blob that a key stands for, if it is there: the service writes over no archived blob. */
    void remove(String key);

    /** A block that waits. */
    record Block(String name, long size) {}
}
