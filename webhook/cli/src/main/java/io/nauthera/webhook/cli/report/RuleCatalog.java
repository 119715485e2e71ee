package io.nauthera.webhook.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The rules that reports name, in the order of docs/rules.md, which explains each of them. */
final class RuleCatalog {
  private static final List<Rule> ALL =
      List.of(
          error("scopes", "The client asks for a scope that is not allowed"),
          error("grants", "The client uses a grant type that is not allowed"),
          error("authentication", "The authentication method is not allowed"),
          error("redirects-needed", "The client needs a redirect URI"),
          error("uri-form", "A URI is not well-formed"),
          error("uri-wildcard", "A URI contains a wildcard that is not allowed"),
          error("uri-scheme", "The scheme of a URI is not allowed"),
          error("uri-host", "The host of a URI is not allowed"),
          error("web-origins", "A web origin is not allowed as a redirect URI"),
          error("keys-needed", "The client needs public keys"),
          error("jwks", "A key of the client is not a public key that the server can use"),
          error("client-id", "The client id is not allowed"),
          error("lengths", "A value is longer than can be stored"),
          error("server-consent", "The AuthServer does not admit the namespace"),
          error("exclusive-client-id", "The client id belongs to another AuthClient"),
          error("exclusive-secret", "The Secret belongs to another AuthClient"),
          error("leaving-policies", "No AuthPolicy would govern the client any more"),
          error("schema", "The API server would reject the manifest"),
          error("auth-client", "The AuthClient is invalid"),
          error("auth-policy", "The AuthPolicy is invalid"),
          error("auth-server", "The AuthServer is invalid"),
          error("user-store", "The UserStore is invalid"),
          warning("ungoverned", "No AuthPolicy governs the client"),
          warning("unresolved", "The AuthServer or the namespace does not exist yet"),
          warning("impact", "The change affects governed clients"),
          warning("unsupported", "The AuthPolicy requires something that is not supported"),
          warning("ineffective", "A field of the AuthPolicy has no effect"),
          warning("server-side-apply", "Server-side apply would refuse the manifest"),
          warning("hint", "The manifest is valid but probably not what you want"));

  private RuleCatalog() {}

  enum Level {
    ERROR,
    WARNING
  }

  /** A rule: its stable id, the usual level of its results, and what they have in common. */
  record Rule(String id, Level level, String title) {
    /** Plain text without markup. */
    String help() {
      return "The message of each result says what is wrong and what is accepted. docs/rules.md"
          + " explains the rule "
          + id
          + ".";
    }

    String levelName() {
      return level.name().toLowerCase(Locale.ROOT);
    }
  }

  static Stream<Rule> all() {
    return ALL.stream();
  }

  /** An unknown id is described, too. */
  static Rule get(String id) {
    return all()
        .filter(rule -> rule.id.equals(id))
        .findFirst()
        .orElseGet(() -> error(id, "Rule " + id));
  }

  private static Rule error(String id, String title) {
    return new Rule(id, Level.ERROR, title);
  }

  private static Rule warning(String id, String title) {
    return new Rule(id, Level.WARNING, title);
  }
}
