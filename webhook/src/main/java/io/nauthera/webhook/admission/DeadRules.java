package io.nauthera.webhook.admission;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.v1alpha1.AuthPolicySpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an AuthPolicy says and nobody will ever notice. */
final class DeadRules {
  private DeadRules() {}

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
