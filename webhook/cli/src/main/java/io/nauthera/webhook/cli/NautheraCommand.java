package io.nauthera.webhook.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The command {@code nauthera} with its subcommands. */
@Command(
    name = "nauthera",
    mixinStandardHelpOptions = true,
    versionProvider = NautheraCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Gives the answer of the admission webhook offline, without a cluster.", ""},
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  all manifests are allowed, no client newly violates a policy",
      "  1  a manifest is refused, or a client newly violates a policy",
      "  2  the command could not finish; it prints the reason"
    })
public final class NautheraCommand {
  /** All manifests are allowed. */
  static final int ALLOWED = 0;

  /** A manifest is refused. */
  static final int REFUSED = 1;

  /** The command could not finish. */
  static final int FAILED = 2;

  private static final int WIDTH = 100;

  private NautheraCommand() {}

  /** Returns the exit code. */
  public static int run(Console console, Clusters clusters, String... args) {
    int code = all(console, clusters).execute(args);
    console.out().flush();
    console.err().flush();
    return console.out().checkError() ? FAILED : code;
  }

  static CommandLine all(Console console, Clusters clusters) {
    var all = new CommandLine(new NautheraCommand());
    all.addSubcommand(new ValidateCommand(console, clusters));
    all.addSubcommand(new ImpactCommand(console));
    all.addSubcommand(new ExplainCommand(console, clusters));
    all.addSubcommand(new CompletionCommand(console));
    all.addSubcommand(new HelpCommand());
    return all.setOut(console.out())
        .setErr(console.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler((e, command, parsed) -> failed(console.err(), e));
  }

  private static int failed(PrintWriter err, Exception e) {
    err.println("nauthera: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
    return FAILED;
  }

  static String version() {
    String version = NautheraCommand.class.getPackage().getImplementationVersion();
    return version == null ? "unreleased" : version;
  }

  /** The version of the jar, for picocli. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"nauthera " + version()};
    }
  }
}
