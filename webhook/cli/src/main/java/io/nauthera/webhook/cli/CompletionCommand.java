package io.nauthera.webhook.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nauthera completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    header = "Print a completion script for bash and zsh.",
    description = {
      "For this shell:  source <(nauthera completion)",
      "Permanently:     nauthera completion > ~/.local/share/bash-completion/completions/nauthera",
      ""
    })
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // by picocli
  private CommandSpec spec;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().print(AutoComplete.bash("nauthera", spec.parent().commandLine()));
    return NautheraCommand.ALLOWED;
  }
}
