package io.nauthera.api.mapping;

import io.nauthera.api.v1alpha1.AuthServerSpec;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the realm of an AuthServer is: the base URL of Keycloak without a slash at its end, and the
 * name of the realm, decoded. What the AuthServer does not give follows from its issuer ({@code
 * <base>/realms/<realm>}).
 */
public record RealmAddress(String baseUrl, String realm) {
  private static final Pattern ISSUER = Pattern.compile("(.*)/realms/([^/]+)/?");

  public static RealmAddress of(AuthServerSpec spec) {
    var keycloak = spec.keycloak();
    String url = keycloak == null ? null : keycloak.url();
    String realm = keycloak == null ? null : keycloak.realm();
    Matcher issuer = ISSUER.matcher(spec.issuerUrl());
    boolean isRealm = issuer.matches();
    String base = url != null ? url : isRealm ? issuer.group(1) : spec.issuerUrl();
    return new RealmAddress(
        base.endsWith("/") ? base.substring(0, base.length() - 1) : base,
        realm != null ? realm : isRealm ? decoded(issuer.group(2)) : "");
  }

  /** The realm that a URL names; empty where its path does not end in one. */
  public static Optional<String> realmOf(String url) {
    Matcher issuer = ISSUER.matcher(url);
    return issuer.matches() ? Optional.of(decoded(issuer.group(2))) : Optional.empty();
  }

  /** The segment itself where it is not valid percent-encoding. */
  private static String decoded(String segment) {
    try {
      return URI.create("/" + segment).getPath().substring(1);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
