package io.nauthera.webhook.admission.validation;

import static java.util.function.Predicate.not;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.Schemes;
import io.nauthera.api.v1alpha1.AuthPolicySpec;
import io.nauthera.api.v1alpha1.AuthPolicySpec.Enforcement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fields of an AuthPolicy that have no effect, or an effect that is probably not intended. */
public final class IneffectiveFields {
  private final AuthPolicySpec spec;
  private final List<FieldMessage> found = new ArrayList<>();

  private IneffectiveFields(AuthPolicySpec spec) {
    this.spec = spec;
  }

  public static List<FieldMessage> of(AuthPolicySpec spec) {
    var fields = new IneffectiveFields(spec);
    fields.emptyLists();
    fields.lifetimes();
    fields.redirects();
    fields.rotation();
    fields.imposed();
    return List.copyOf(fields.found);
  }

  private void add(String field, String message) {
    found.add(new FieldMessage(field, message));
  }

  private void emptyLists() {
    if (isEmpty(spec.allowedScopes())) {
      add("spec.allowedScopes", "an empty list allows no scope");
    }
    if (isEmpty(spec.allowedGrantTypes())) {
      add("spec.allowedGrantTypes", "an empty list allows no grant type: no client can comply");
    }
    var uris = spec.redirectUris();
    if (uris != null && isEmpty(uris.allowedSchemes())) {
      add(
          "spec.redirectUris.allowedSchemes",
          "an empty list allows no redirect URI, except loopback addresses where allowLoopback is true");
    }
    if (uris != null && isEmpty(uris.allowedHosts())) {
      add(
          "spec.redirectUris.allowedHosts",
          "an empty list allows no http and https redirect URI, except loopback addresses where allowLoopback is true");
    }
  }

  private void lifetimes() {
    var token = spec.token();
    if (token != null
        && token.refreshTokenTTL() != null
        && forbids(spec.allowedGrantTypes(), "refresh_token")) {
      add(
          "spec.token.refreshTokenTTL",
          "has no effect because allowedGrantTypes does not contain refresh_token");
    }
  }

  private void redirects() {
    var uris = spec.redirectUris();
    if (uris == null) {
      return;
    }
    List<String> grants = spec.allowedGrantTypes();
    if (forbids(grants, "authorization_code") && forbids(grants, "implicit")) {
      add("spec.redirectUris", "has little effect because no allowed grant type uses redirects");
    }
    List<String> schemes = uris.allowedSchemes();
    boolean areHostsUsed = !forbids(schemes, "https") || !forbids(schemes, "http");
    if (uris.allowedHosts() != null && !isEmpty(schemes) && !areHostsUsed) {
      add(
          "spec.redirectUris.allowedHosts",
          "has no effect because allowedSchemes contains neither http nor https");
    }
    for (int i = 0; schemes != null && i < schemes.size(); i++) {
      scheme("spec.redirectUris.allowedSchemes[" + i + "]", schemes.get(i));
    }
  }

  private void scheme(String field, String scheme) {
    if (Schemes.isNeverAllowed(scheme)) {
      add(field, "has no effect because scheme %s is never allowed".formatted(scheme));
    } else if (Schemes.isPrivateWithoutDot(scheme)) {
      add(
          field,
          "has no effect because private scheme %s contains no dot: use a scheme such as com.example.app"
              .formatted(scheme));
    }
  }

  private void rotation() {
    var authentication = spec.clientAuthentication();
    var rotation = authentication == null ? null : authentication.secretRotation();
    if (authentication == null || rotation == null) {
      return;
    }
    String field = "spec.clientAuthentication.secretRotation";
    String method = authentication.method();
    if (!Boolean.TRUE.equals(rotation.enabled())) {
      if (rotation.schedule() != null) {
        add(field + ".schedule", "has no effect because secretRotation.enabled is not true");
      }
      if (rotation.timeZone() != null) {
        add(field + ".timeZone", "has no effect because secretRotation.enabled is not true");
      }
      if (Boolean.TRUE.equals(rotation.withoutOverlap())) {
        add(field + ".withoutOverlap", "has no effect because secretRotation.enabled is not true");
      }
    } else if (ClientAuthenticationMethod.NONE.toString().equals(method)
        || ClientAuthenticationMethod.PRIVATE_KEY_JWT.toString().equals(method)) {
      add(field, "has no effect because clients with method %s have no secret".formatted(method));
    }
  }

  private void imposed() {
    if (spec.enforcement() == null || spec.enforcement() == Enforcement.Enforce) {
      return;
    }
    String fields =
        Stream.of(
                spec.token() == null ? "" : "token",
                Boolean.TRUE.equals(spec.enforcePKCE()) ? "enforcePKCE" : "",
                spec.clientAuthentication() == null ? "" : "clientAuthentication")
            .filter(not(String::isEmpty))
            .collect(Collectors.joining(", "));
    if (!fields.isEmpty()) {
      add(
          "spec.enforcement",
          "a policy with %s imposes nothing, so these fields have no effect: %s"
              .formatted(spec.enforcement(), fields));
    }
  }

  private static boolean isEmpty(@Nullable List<String> values) {
    return values != null && values.isEmpty();
  }

  private static boolean forbids(@Nullable List<String> allowed, String value) {
    return allowed != null && !allowed.contains(value);
  }
}
