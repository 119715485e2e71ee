package io.nauthera.webhook.admission;

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

/** What an AuthPolicy says and nobody will ever notice. */
final class IneffectiveFields {
  private IneffectiveFields() {}

  static List<String> of(AuthPolicySpec spec) {
    List<String> dead = new ArrayList<>();
    if (isEmpty(spec.allowedScopes())) {
      dead.add("spec.allowedScopes is empty: no scope at all is allowed");
    }
    if (isEmpty(spec.allowedGrantTypes())) {
      dead.add("spec.allowedGrantTypes is empty: no client can comply");
    }
    lifetimes(spec, dead);
    redirects(spec, dead);
    rotation(spec.clientAuthentication(), dead);
    imposed(spec, dead);
    return dead;
  }

  private static void lifetimes(AuthPolicySpec spec, List<String> dead) {
    var token = spec.token();
    if (token != null
        && token.refreshTokenTTL() != null
        && forbids(spec.allowedGrantTypes(), "refresh_token")) {
      dead.add("spec.token.refreshTokenTTL has no effect: allowedGrantTypes lacks refresh_token");
    }
  }

  private static void redirects(AuthPolicySpec spec, List<String> dead) {
    var uris = spec.redirectUris();
    if (uris == null) {
      return;
    }
    List<String> grants = spec.allowedGrantTypes();
    if (forbids(grants, "authorization_code") && forbids(grants, "implicit")) {
      dead.add("spec.redirectUris has little effect: no allowed grant type uses redirects");
    }
    List<String> schemes = uris.allowedSchemes();
    if (uris.allowedHosts() != null && forbids(schemes, "https") && forbids(schemes, "http")) {
      dead.add(
          "spec.redirectUris.allowedHosts has no effect: allowedSchemes has neither http nor https");
    }
    for (int i = 0; schemes != null && i < schemes.size(); i++) {
      scheme("spec.redirectUris.allowedSchemes[" + i + "]", schemes.get(i), dead);
    }
  }

  private static void scheme(String field, String scheme, List<String> dead) {
    if (Schemes.isNeverAllowed(scheme)) {
      dead.add("%s has no effect: no URI may ever use %s".formatted(field, scheme));
    } else if (Schemes.isPrivateWithoutDot(scheme)) {
      dead.add(
          "%s has no effect: private scheme %s needs a dot, e.g. com.example.app"
              .formatted(field, scheme));
    }
  }

  private static void imposed(AuthPolicySpec spec, List<String> dead) {
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
      dead.add(
          "nothing is imposed while enforcement is %s: %s".formatted(spec.enforcement(), fields));
    }
  }

  private static void rotation(
      AuthPolicySpec.@Nullable ClientAuthentication authentication, List<String> dead) {
    if (authentication == null) {
      return;
    }
    var rotation = authentication.secretRotation();
    if (rotation == null) {
      return;
    }
    String method = authentication.method();
    if (!Boolean.TRUE.equals(rotation.enabled())) {
      if (rotation.schedule() != null) {
        dead.add("secretRotation.schedule has no effect: secretRotation.enabled is not true");
      }
      if (Boolean.TRUE.equals(rotation.withoutOverlap())) {
        dead.add("secretRotation.withoutOverlap has no effect: secretRotation.enabled is not true");
      }
    } else if (ClientAuthenticationMethod.NONE.toString().equals(method)
        || ClientAuthenticationMethod.PRIVATE_KEY_JWT.toString().equals(method)) {
      dead.add("secretRotation has no effect: with method %s there is no secret".formatted(method));
    }
  }

  private static boolean isEmpty(@Nullable List<String> values) {
    return values != null && values.isEmpty();
  }

  private static boolean forbids(@Nullable List<String> allowed, String value) {
    return allowed != null && !allowed.contains(value);
  }
}
