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

  private NautheraCommand() {}

  /** Returns the exit code. */
  public static int run(Console console, Clusters clusters, String... args) {
    var all = new CommandLine(new NautheraCommand());
    all.addSubcommand(new ValidateCommand(console, clusters));
    all.addSubcommand(new ImpactCommand(console));
    all.addSubcommand(new CompletionCommand(console));
    all.addSubcommand(new HelpCommand());
    Ansi ansi = console.colour() ? Ansi.ON : Ansi.OFF;
    int code =
        all.setOut(console.out())
            .setErr(console.err())
            .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
            .setUsageHelpAutoWidth(false)
            .setUsageHelpWidth(100)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((e, command, parsed) -> failed(console.err(), e))
            .execute(args);
    console.out().flush();
    console.err().flush();
    return console.out().checkError() ? FAILED : code;
  }

  private static int failed(PrintWriter err, Exception e) {
    err.println("nauthera: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
    return FAILED;
  }
}
