package io.nauthera.webhook.cli.report;

import io.nauthera.webhook.cli.manifests.Position;
import io.nauthera.webhook.cli.manifests.ReadError;
import io.nauthera.webhook.cli.validate.Issue;
import io.nauthera.webhook.cli.validate.Result;
import io.nauthera.webhook.cli.validate.Validation;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Annotations of a pull request, as workflow commands of GitHub Actions ("Workflow commands":
 * {@code ::error file=…,line=…,col=…,title=…::message}). GitHub shows the first ten errors and
 * warnings of a step; its log has all.
 */
final class GitHubReport implements OutputFormat.Report {
  @Override
  public void write(Validation validation, PrintWriter out) {
    for (Result result : validation.results()) {
      result.violations().forEach(issue -> annotate("error", result, issue, out));
    }
    for (Result result : validation.results()) {
      result.warned().forEach(issue -> annotate("warning", result, issue, out));
    }
    for (ReadError error : validation.errors()) {
      out.print(
          command("error", error.file(), error.position(), "not validated", error.message())
              + "\n");
    }
    validation.notes().forEach(note -> out.print("::notice::" + data(note) + "\n"));
    // GitHub also executes an older form of commands, anywhere in a line.
    out.print(Summary.of(validation).toString().replace("##[", "## [") + "\n");
  }

  private static void annotate(String level, Result result, Issue issue, PrintWriter out) {
    String title = "%s (%s)".formatted(Locations.manifest(result), issue.rule());
    out.print(command(level, result.file(), issue.position(), title, issue.toString()) + "\n");
  }

  private static String command(
      String level, String file, @Nullable Position position, String title, String message) {
    String place =
        position == null ? "" : "line=%d,col=%d,".formatted(position.line(), position.column());
    return "::%s file=%s,%stitle=%s::%s"
        .formatted(
            level,
            property(file.startsWith("./") ? file.substring(2) : file),
            place,
            property(title),
            data(message));
  }

  static String data(String text) {
    return TerminalText.line(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"));
  }

  static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
