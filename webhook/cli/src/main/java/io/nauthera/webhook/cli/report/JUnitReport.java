package io.nauthera.webhook.cli.report;

import io.nauthera.webhook.cli.manifests.ReadError;
import io.nauthera.webhook.cli.validate.Issue;
import io.nauthera.webhook.cli.validate.Result;
import io.nauthera.webhook.cli.validate.Validation;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/**
 * Test results for Jenkins and GitLab (junit-10.xsd of Jenkins' xUnit plugin): a suite per file, a
 * case per manifest and per error.
 */
final class JUnitReport implements OutputFormat.Report {
  @Override
  public void write(Validation validation, PrintWriter out) {
    try {
      var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      var results = Locations.byFile(validation.results(), Result::file);
      var errors = Locations.byFile(validation.errors(), ReadError::file);
      Set<String> files = new LinkedHashSet<>(results.keySet());
      files.addAll(errors.keySet());
      var elements = new XmlWriter(xml);
      xml.writeStartDocument("UTF-8", "1.0");
      elements.open(
          "testsuites", counts("nauthera validate", validation.results(), validation.errors()));
      for (String file : files) {
        suite(
            file,
            results.getOrDefault(file, List.of()),
            errors.getOrDefault(file, List.of()),
            elements);
      }
      if (!validation.notes().isEmpty()) {
        notes(validation.notes(), elements);
      }
      elements.close();
      xml.writeEndDocument();
      xml.flush();
      out.print('\n');
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a PrintWriter never fails", e);
    }
  }

  private static void suite(
      String file, List<Result> results, List<ReadError> errors, XmlWriter elements)
      throws XMLStreamException {
    elements.open("testsuite", counts(file, results, errors));
    for (Result result : results) {
      elements.open("testcase", testCase(file, Locations.manifest(result)));
      if (!result.allowed()) {
        failure(result, elements);
      }
      if (!result.warned().isEmpty()) {
        elements.text("system-out", Map.of(), sentences(file, result.warned()));
      }
      elements.close();
    }
    for (ReadError error : errors) {
      elements.open("testcase", testCase(file, name(error)));
      elements.text(
          "error",
          XmlWriter.attributes("message", error.message(), "type", "error"),
          error.toString());
      elements.close();
    }
    elements.close();
  }

  private static void notes(List<String> notes, XmlWriter elements) throws XMLStreamException {
    elements.open("testsuite", counts("notes", List.of(), List.of()));
    elements.text(
        "system-out",
        Map.of(),
        notes.stream().map(TerminalText::line).collect(Collectors.joining("\n")));
    elements.close();
  }

  private static void failure(Result result, XmlWriter elements) throws XMLStreamException {
    List<Issue> violations = result.violations();
    String message =
        violations.size() == 1
            ? violations.getFirst().toString()
            : Summary.counted(violations.size(), "violation");
    elements.text(
        "failure",
        XmlWriter.attributes("message", message, "type", "refused"),
        sentences(result.file(), violations));
  }

  private static String sentences(String file, List<Issue> issues) {
    return issues.stream()
        .map(issue -> TerminalText.line(Locations.sentence(file, issue)))
        .collect(Collectors.joining("\n"));
  }

  private static String name(ReadError error) {
    return error.position() == null
        ? "not validated"
        : "not validated, line " + error.position().line();
  }

  private static Map<String, String> testCase(String file, String name) {
    return XmlWriter.attributes("name", name, "classname", file, "time", "0");
  }

  private static Map<String, String> counts(
      String name, List<Result> results, List<ReadError> errors) {
    long refused = results.stream().filter(result -> !result.allowed()).count();
    return XmlWriter.attributes(
        "name",
        name,
        "tests",
        String.valueOf(results.size() + errors.size()),
        "failures",
        String.valueOf(refused),
        "errors",
        String.valueOf(errors.size()),
        "time",
        "0");
  }
}
