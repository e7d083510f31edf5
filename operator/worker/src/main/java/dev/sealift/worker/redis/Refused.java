package dev.sealift.worker.redis;

/**
 * A server's answer to a command that it didn't do.
 *
 * @param said its own words, such as {@code WRONGTYPE Operation against a key holding the wrong kind of value}
 */
public record Refused(String said) {

    private static final String ARGUMENTS = ", with args beginning with:";

    /** Some refusals repeat the command's arguments, which are the user's data. */
    public Refused {
        int arguments = said.indexOf(ARGUMENTS);
        said = arguments < 0 ? said : said.substring(0, arguments);
    }

    /** Its first word, such as {@code WRONGTYPE}; {@code ERR} where there is none of its own. */
    public String code() {
        int space = said.indexOf(' ');
        return space < 0 ? said : said.substring(0, space);
    }

    /** Whether the server has no such command, or not for this user. */
    public boolean notAllowed() {
        return code().equals("NOPERM")
                || said.startsWith("ERR unknown command")
                || said.startsWith("ERR unknown subcommand");
    }
}
