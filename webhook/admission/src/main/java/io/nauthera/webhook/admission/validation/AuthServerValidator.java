package io.nauthera.webhook.admission.validation;

import io.nauthera.api.mapping.LoopbackHttp;
import io.nauthera.api.mapping.RealmAddress;
import io.nauthera.api.text.Quoted;
import io.nauthera.api.v1alpha1.AuthServerSpec;
import io.nauthera.api.v1alpha1.AuthServerSpec.From;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Validates an AuthServer: selectors, URLs, and that issuer and realm agree. */
public final class AuthServerValidator {
  private AuthServerValidator() {}

  public static List<FieldMessage> check(AuthServerSpec spec, LoopbackHttp loopbackHttp) {
    List<FieldMessage> causes = new ArrayList<>();
    var allowed = spec.allowedNamespaces();
    causes.addAll(
        LabelSelectorValidator.check(
            "spec.allowedNamespaces.selector", allowed == null ? null : allowed.selector()));
    Optional<String> issuer = Urls.fault(spec.issuerUrl());
    issuer.ifPresent(fault -> causes.add(new FieldMessage("spec.issuerUrl", fault)));
    var keycloak = spec.keycloak();
    if (keycloak != null) {
      String realm = keycloak.realm();
      if (realm != null && issuer.isEmpty()) {
        otherRealm(realm, spec.issuerUrl())
            .ifPresent(fault -> causes.add(new FieldMessage("spec.keycloak.realm", fault)));
      }
      Optional.ofNullable(keycloak.url())
          .flatMap(Urls::fault)
          .ifPresent(fault -> causes.add(new FieldMessage("spec.keycloak.url", fault)));
    }
    loopbackHttp.faults(spec).forEach((field, fault) -> causes.add(new FieldMessage(field, fault)));
    causes.addAll(LabelSelectorValidator.check("spec.policySelector", spec.policySelector()));
    return causes;
  }

  /** Clients would be registered in one realm and would use the issuer of another. */
  private static Optional<String> otherRealm(String given, String issuerUrl) {
    return RealmAddress.realmOf(issuerUrl)
        .filter(named -> !named.equals(given))
        .map(named ->
            "%s is not the realm that spec.issuerUrl names, which is %s: remove realm, or correct the issuer"
                .formatted(Quoted.of(given), Quoted.of(named)));
  }

  /** Fields of a valid AuthServer that have no effect or probably not the intended one. */
  public static List<FieldMessage> warnings(AuthServerSpec spec) {
    List<FieldMessage> warnings = new ArrayList<>();
    var allowed = spec.allowedNamespaces();
    if (allowed != null && allowed.selector() != null && allowed.from() != From.Selector) {
      warnings.add(
          new FieldMessage(
              "spec.allowedNamespaces.selector",
              "ignored because from is not Selector: %s may refer to this server"
                  .formatted(
                      allowed.from() == From.Same ? "only its own namespace" : "every namespace")));
    }
    var keycloak = spec.keycloak();
    String url = keycloak == null ? null : keycloak.url();
    if (url != null && RealmAddress.realmOf(url).isPresent()) {
      warnings.add(
          new FieldMessage(
              "spec.keycloak.url",
              "contains a realm: use the base URL, which is the part before /realms/"));
    }
    return warnings;
  }
}
