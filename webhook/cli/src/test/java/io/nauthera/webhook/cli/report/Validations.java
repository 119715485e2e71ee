package io.nauthera.webhook.cli.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.cli.manifests.Position;
import io.nauthera.webhook.cli.manifests.ReadError;
import io.nauthera.webhook.cli.validate.Issue;
import io.nauthera.webhook.cli.validate.Result;
import io.nauthera.webhook.cli.validate.Validation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Validations to be reported. */
final class Validations {
  /** Everything that disturbs a terminal, a log, XML or JSON. */
  static final String HOSTILE =
      "\u001b[2J\u009b31m]]> <b>&amp; \uD83E\uDDD1\u200D\uD83D\uDCBB 100% a,b:c ##[x]\r\n::error::x\t\0\uD800 \u202Eevil"
          + " \uFFFE [x](https://e.test)";

  private Validations() {}

  static Validation empty() {
    return new Validation(List.of(), List.of(), List.of(), new TreeMap<>());
  }

  static Validation rich() {
    return new Validation(
        List.of(
            allowed("platform/server.yaml", 1, "AuthServer", "security", "main", List.of()),
            allowed(
                "platform/server.yaml",
                12,
                "UserStore",
                "security",
                "staff",
                List.of(issue("hint", "", "ldap:// sends passwords in clear text", 17, 10))),
            allowed(
                "policies/web apps.yaml",
                1,
                "AuthPolicy",
                "security",
                "web-apps-policy",
                List.of(
                    issue(
                        "unsupported",
                        "",
                        "a warning about a setting that the server cannot apply",
                        1,
                        1),
                    issue(
                        "ineffective",
                        "spec.redirectUris.allowedSchemes[1]",
                        "a warning about a field without effect",
                        9,
                        7))),
            refused(
                "policies/web apps.yaml",
                20,
                "AuthPolicy",
                "security",
                "rotation",
                List.of(
                    issue(
                        "auth-policy",
                        "spec.clientAuthentication.secretRotation.schedule",
                        "a message about \"@daily\"",
                        27,
                        17)),
                List.of()),
            refused(
                "apps/shop.yaml",
                1,
                "AuthClient",
                "shop",
                "web",
                List.of(
                    issue(
                        "scopes",
                        "spec.scopes[1]",
                        "the first message about scope \"admin:all\"; it has two parts",
                        11,
                        5),
                    issue(
                        "uri-scheme",
                        "spec.redirectUris[0]",
                        "the second message, about \"http://shop.example.com/cb\"",
                        8,
                        5)),
                List.of(
                    issue(
                        "uri-host",
                        "spec.redirectUris[1]",
                        "a warning about \"https://shop.example.org/\"",
                        9,
                        5))),
            allowed("apps/shop.yaml", 20, "AuthClient", "shop", "admin", List.of()),
            refused(
                "apps/typo.yaml",
                2,
                "AuthClient",
                "",
                "",
                List.of(issue("schema", "metadata.name", "Required value: name is required", 2, 1)),
                List.of()),
            allowed(
                "/abs/crm.yaml",
                1,
                "AuthClient",
                "crm",
                "portal",
                List.of(
                    issue(
                        "ungoverned",
                        "",
                        "no AuthPolicy governs this client (yet): nothing is provisioned until one does",
                        1,
                        1),
                    issue("rule-of-tomorrow", "spec", "is unheard of", 6, 1)))),
        List.of(
            new ReadError("apps/broken.yaml", new Position(3, 14), "a mapping ends here with }"),
            new ReadError("apps/latin1.yaml", null, "is not UTF-8")),
        List.of("no manifest of namespace shop was read: it is taken to have no labels"),
        new TreeMap<>(Map.of("Service", 1, "Deployment", 2)));
  }

  static Validation hostile(String text) {
    var issues = List.of(issue(text, text, text, 1, 1));
    var result =
        new Result(
            text,
            field -> new Position(1, 1),
            ResourceKind.AUTH_CLIENT,
            text,
            text,
            status(text),
            List.of(text),
            issues,
            issues);
    return new Validation(
        List.of(result),
        List.of(new ReadError(text, new Position(1, 1), text), new ReadError(text, null, text)),
        List.of(text),
        new TreeMap<>(Map.of(text, 1)));
  }

  static Issue issue(String rule, String field, String message, int line, int column) {
    return new Issue(rule, field, message, new Position(line, column));
  }

  static Result allowed(
      String file, int line, String kind, String namespace, String name, List<Issue> warned) {
    var warnings = warned.stream().map(Issue::toString).toList();
    return new Result(
        file,
        field -> new Position(line, 1),
        ResourceKind.of(kind).orElseThrow(),
        namespace,
        name,
        null,
        warnings,
        List.of(),
        warned);
  }

  private static Result refused(
      String file,
      int line,
      String kind,
      String namespace,
      String name,
      List<Issue> violations,
      List<Issue> warned) {
    ObjectNode status = status("%s \"%s\" is invalid".formatted(kind, name));
    var causes = status.putObject("details").putArray("causes");
    violations.forEach(violation ->
        causes.addObject().put("field", violation.field()).put("message", violation.message()));
    var warnings = warned.stream().map(Issue::toString).toList();
    return new Result(
        file,
        field -> new Position(line, 1),
        ResourceKind.of(kind).orElseThrow(),
        namespace,
        name,
        status,
        warnings,
        violations,
        warned);
  }

  private static ObjectNode status(String message) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
    return status.put("message", message).put("reason", "Invalid").put("code", 422);
  }

  static String written(OutputFormat.Report report, Validation validation) {
    var text = new StringWriter();
    var out = new PrintWriter(text);
    report.write(validation, out);
    out.flush();
    return text.toString();
  }
}
