package io.nauthera.webhook.cli.report;

import static io.nauthera.webhook.cli.report.RuleDescription.Level.ERROR;
import static io.nauthera.webhook.cli.report.RuleDescription.Level.WARNING;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** All rules by their ids: first those of the policy engine, then what else admission says. */
final class RuleCatalog {
  private static final Map<String, RuleDescription> ALL = new LinkedHashMap<>();

  static {
    forbids(
        "scopes",
        "The client asks for a scope that is not allowed",
        "A client may ask for the scopes that all governing policies list (spec.allowedScopes). Where no policy sets"
            + " the field these are openid, profile and email.",
        "Ask for fewer scopes, or ask the owners of the policy for allowedScopes.");
    forbids(
        "grants",
        "The client uses a grant type that is not allowed",
        "A client may use the grant types that all governing policies list (spec.allowedGrantTypes). Where no policy"
            + " sets the field these are authorization_code and refresh_token.",
        "Leave the grant type out, or ask the owners of the policy for allowedGrantTypes. A program without users has"
            + " no redirectUris and says grantTypes: [client_credentials].");
    forbids(
        "authentication",
        "The client authenticates in another way than is allowed",
        "The method differs from the one that policies impose, or is none where no policy imposes that, or is none"
            + " together with client_credentials: a public client has no credentials.",
        "Leave tokenEndpointAuthMethod out. Where policies impose different methods their owners must agree: nothing"
            + " is guessed.");
    forbids(
        "redirects-needed",
        "The client has no redirect URI",
        "The grant types authorization_code and implicit need at least one redirect URI.",
        "Give redirectUris, or other grantTypes.");
    forbids(
        "uri-form",
        "The form of a URI is wrong",
        "A URI is absolute, plain ASCII, at most 255 characters, without fragment and user info, in one spelling only. No"
            + " policy can loosen this: a URI that two programs read differently leads logins astray.",
        "Write the URI as the message says.");
    forbids(
        "uri-wildcard",
        "A URI holds a wildcard",
        "A single * may be the whole last path segment where a policy says allowWildcards: true and none says false."
            + " Anywhere else it is never allowed.",
        "List each URI in full, or ask for redirectUris.allowWildcards.");
    forbids(
        "uri-scheme",
        "A URI uses a scheme that is not allowed",
        "A URI may use the schemes that all governing policies list (spec.redirectUris.allowedSchemes). Where no policy"
            + " sets the field this is https. A scheme other than http and https must hold a dot (RFC 8252 section 7.1).",
        "Use https, or ask for redirectUris.allowedSchemes; for a native app or a developer's machine ask for"
            + " redirectUris.allowLoopback.");
    forbids(
        "uri-host",
        "A URI leads to a host that is not allowed",
        "The host of an http(s) URI must match a line of each governing policy that sets"
            + " spec.redirectUris.allowedHosts; *.example.com stands for exactly one leading label.",
        "Use one of the hosts that are listed, or ask the owners of the policy for allowedHosts.");
    forbids(
        "web-origins",
        "A web origin is not one of the redirect URIs that are allowed",
        "A web origin is + or the origin (scheme, host and port, no path) of a URI that the redirect rules would allow.",
        "Write scheme, host and port, nothing else, as in https://app.example.com; or +.");
    forbids(
        "client-id",
        "The client id is not the client's to choose",
        "A client id begins with the namespace of its AuthClient and a dot, unless a policy says allowCustomClientIds:"
            + " true and none says false. Ids that Keycloak keeps for itself stay forbidden.",
        "Leave clientId out, or let it begin with your namespace and a dot.");
    forbids(
        "server-consent",
        "The AuthServer does not admit the client's namespace",
        "An AuthServer says in spec.allowedNamespaces whose clients it admits. It is asked also where no policy governs.",
        "Ask the owner of the AuthServer for allowedNamespaces, or refer to another.");
    forbids(
        "exclusive-client-id",
        "The client id belongs to another AuthClient",
        "A client id at one AuthServer has one owner: of two clients that claim the same, the one created first has it.",
        "Choose another clientId. Where you gave none it follows from metadata.name: choose another name, or give a"
            + " clientId.");
    forbids(
        "exclusive-secret",
        "The Secret is written by another AuthClient",
        "A Secret has one owner: of two clients that claim the same, the one created first has it.",
        "Choose another secretName.");
    forbids(
        "schema",
        "The API server would not take the manifest",
        "The API server itself checks the types of all resources, and their names and labels, before any policy is asked.",
        "Write the field as the message says; the reference of the resource lists all fields.");
    forbids(
        "auth-client",
        "The AuthClient makes no sense",
        "The AuthClient fits the schema and says something that cannot be meant, or that this version of Nauthera does"
            + " not know.",
        "Write the field as the message says.");
    forbids(
        "auth-policy",
        "The AuthPolicy makes no sense",
        "The AuthPolicy fits the schema and says something that cannot be meant, such as a schedule that is no cron"
            + " expression. A policy that cannot be read denies: it never counts as no policy.",
        "Write the field as the message says.");
    forbids(
        "auth-server",
        "The AuthServer makes no sense",
        "The AuthServer fits the schema and says something that cannot be meant, such as an issuerUrl that names no realm.",
        "Write the field as the message says.");
    forbids(
        "user-store",
        "The UserStore makes no sense",
        "The UserStore fits the schema and says something that cannot be meant, such as a filter that is no LDAP filter.",
        "Write the field as the message says.");
    warns(
        "ungoverned",
        "No policy governs",
        "No AuthPolicy governs the client (yet), or a policy or server governs nobody. Nothing is provisioned until a"
            + " policy governs: it lives in the namespace of the AuthServer, the server's policySelector counts it, and"
            + " its own selectors match the client and its namespace.",
        "Validate the policies together with the clients, or compare the labels with the selectors.");
    warns(
        "unresolved",
        "What the client refers to is not known",
        "The AuthServer that spec.authServerRef names, or the namespace, is not there (yet), so the client was not judged"
            + " by any policy.",
        "Validate the AuthServer together with the clients, or mend the reference.");
    warns(
        "impact",
        "The change would hit governed clients",
        "Governed AuthClients would violate this, be warned by it, be governed no more or for the first time, or get other"
            + " imposed settings. What they violate already is not named again.",
        "Talk to the owners of the clients that are named, or begin with enforcement: Audit or Warn.");
    warns(
        "unsupported",
        "The policy asks for what cannot be met",
        "Keycloak or this version of Nauthera cannot do one thing that the policy asks for. The rest of it is in force; the"
            + " policy says Enforceable=False.",
        "Leave the field out, or accept what holds instead: status.effective of each client says it.");
    warns(
        "ineffective",
        "A field of the policy has no effect",
        "Another field of the same policy makes it void, no value could ever match it, or it leaves nothing that is allowed.",
        "Take the field out, or write what was meant.");
    warns(
        "hint",
        "It works, and is probably not what was meant",
        "The manifest is let in, and something about it is unsafe or has no effect.",
        "Do what the message says.");
  }

  private RuleCatalog() {}

  /** In the order of the catalogue. */
  static Stream<RuleDescription> all() {
    return ALL.values().stream();
  }

  static RuleDescription get(String id) {
    RuleDescription known = ALL.get(id);
    return known == null ? RuleDescription.unknown(id) : known;
  }

  private static void forbids(String id, String title, String meaning, String remedy) {
    ALL.put(id, new RuleDescription(id, ERROR, title, meaning, remedy));
  }

  private static void warns(String id, String title, String meaning, String remedy) {
    ALL.put(id, new RuleDescription(id, WARNING, title, meaning, remedy));
  }
}
