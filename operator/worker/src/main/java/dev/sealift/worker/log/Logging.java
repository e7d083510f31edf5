package dev.sealift.worker.log;

import java.util.List;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Sets the JDK's logging up once, at the start of the process. */
public final class Logging {

    /** Kept here because the JDK holds loggers weakly, and a level that is set on a lost one is lost. */
    private static final Logger ROOT = Logger.getLogger("");

    private static final Logger OURS = Logger.getLogger("dev.sealift");

    /** They log every error that they also throw, some of them six times. */
    private static final List<Logger> QUIET = Stream.of("com.azure", "com.microsoft", "io.netty", "reactor")
            .map(Logger::getLogger)
            .toList();

    private Logging() {}

    public static void configure(String command, String key) {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        console.setFormatter(new JsonLogFormatter(Map.of("command", command, "key", key)));
        ROOT.addHandler(console);
        ROOT.setLevel(Level.WARNING);
        OURS.setLevel(Level.INFO);
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    }
}
