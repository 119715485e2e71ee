package io.nauthera.webhook.admission;

import io.nauthera.api.v1alpha1.AuthServerSpec;
import io.nauthera.api.v1alpha1.AuthServerSpec.From;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the schema cannot tell about an AuthServer: selectors, URLs, whether they name one realm.
 */
final class AuthServerValidator {
  private static final Pattern REALM = Pattern.compile("/realms/([^/]+)/?$");

  private AuthServerValidator() {}

  static List<Verdict.Cause> check(AuthServerSpec spec) {
    List<Verdict.Cause> causes = new ArrayList<>();
    var allowed = spec.allowedNamespaces();
    causes.addAll(
        LabelSelectorValidator.check(
            "spec.allowedNamespaces.selector", allowed == null ? null : allowed.selector()));
    Optional<String> issuer = Urls.fault(spec.issuerUrl());
    issuer.ifPresent(fault -> causes.add(Verdict.Cause.invalid("spec.issuerUrl", fault)));
    var keycloak = spec.keycloak();
    if (keycloak != null) {
      String realm = keycloak.realm();
      if (realm != null && issuer.isEmpty()) {
        otherRealm(realm, spec.issuerUrl())
            .ifPresent(fault -> causes.add(Verdict.Cause.invalid("spec.keycloak.realm", fault)));
      }
      Optional.ofNullable(keycloak.url())
          .flatMap(Urls::fault)
          .ifPresent(fault -> causes.add(Verdict.Cause.invalid("spec.keycloak.url", fault)));
    }
    causes.addAll(LabelSelectorValidator.check("spec.policySelector", spec.policySelector()));
    return causes;
  }

  /**
   * Clients would be registered in one realm and told to use another: Keycloak's issuers always end
   * with the realm they are of.
   */
  private static Optional<String> otherRealm(String given, String issuerUrl) {
    return realm(issuerUrl)
        .filter(named -> !named.equals(given))
        .map(named ->
            "\"%s\" is another realm than \"%s\", which spec.issuerUrl names: leave realm out, or correct the issuer"
                .formatted(given, named));
  }

  private static Optional<String> realm(String url) {
    Matcher matcher = REALM.matcher(URI.create(url).getPath());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** What is said and has no effect, or hardly the one that was meant. Expects what passed. */
  static List<String> warnings(AuthServerSpec spec) {
    List<String> warnings = new ArrayList<>();
    var allowed = spec.allowedNamespaces();
    if (allowed != null && allowed.selector() != null && allowed.from() != From.Selector) {
      warnings.add(
          "spec.allowedNamespaces.selector has no effect: without from: Selector, %s may refer to this server"
              .formatted(
                  allowed.from() == From.Same ? "only its own namespace" : "every namespace"));
    }
    var keycloak = spec.keycloak();
    String url = keycloak == null ? null : keycloak.url();
    if (url != null && realm(url).isPresent()) {
      warnings.add("spec.keycloak.url names a realm: give the base URL, the part before /realms/");
    }
    return warnings;
  }
}
