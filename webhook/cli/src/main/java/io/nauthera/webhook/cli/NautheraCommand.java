package io.nauthera.webhook.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;

/** {@code nauthera}: all that can be asked of it. */
@Command(
    name = "nauthera",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Answers offline what the admission webhook would answer at kubectl apply.", ""},
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  everything is allowed, nobody newly violates",
      "  1  something is refused, somebody newly violates",
      "  2  the question could not be answered; standard error says why"
    })
public final class NautheraCommand {
  /** Everything is allowed. */
  static final int ALLOWED = 0;

  /** Something is refused. */
  static final int REFUSED = 1;

  /** The question could not be answered. */
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
}
