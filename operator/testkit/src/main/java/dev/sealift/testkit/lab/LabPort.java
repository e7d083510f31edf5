package dev.sealift.testkit.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A port of the node that the lab publishes on the loopback address.
 *
 * @param inside the port in the node
 * @param wanted the host's port to publish it on, if nobody else listens there
 */
record LabPort(int inside, int wanted) {

    /** The binding in Docker's notation: a port that is taken leaves the choice to the engine. */
    String binding() {
        return "127.0.0.1:" + (isFree() ? wanted : "") + ":" + inside;
    }

    private boolean isFree() {
        try (var _ = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
