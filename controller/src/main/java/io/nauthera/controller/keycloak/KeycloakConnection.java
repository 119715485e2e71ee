package io.nauthera.controller.keycloak;

import io.nauthera.controller.provisioning.Unavailable;
import io.nauthera.controller.provisioning.Unavailable.Cause;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a realm: base URL without a slash at its end, realm, issuer, and a service account
 * of the realm. If {@code isUrlGiven}, the AuthServer names the base URL: then every call goes
 * there, and the issuer may differ from {@code issuerUrl}. {@code caPem} are certificate
 * authorities to trust besides those of the system; null if there are none.
 */
public record KeycloakConnection(
    String url,
    String realm,
    String issuerUrl,
    boolean isUrlGiven,
    String clientId,
    String clientSecret,
    @Nullable String caPem) {

  /** The server gives no answer in time, whichever limit shows it. */
  public static Unavailable noAnswer(String url) {
    return new Unavailable(
        Cause.UNREACHABLE,
        "Keycloak at %s cannot be reached or does not answer in time".formatted(url));
  }

  /** What the realm publishes. */
  String realmUrl() {
    return url + "/realms/" + encoded(realm);
  }

  /** The Admin API of the realm. */
  String adminUrl() {
    return url + "/admin/realms/" + encoded(realm);
  }

  /** The client whose roles allow to administer the realm. */
  String rolesClient() {
    return realm.equals("master") ? "master-realm" : "realm-management";
  }

  /** As one segment of a path, or one value of a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "KeycloakConnection[" + url + " " + realm + " " + clientId + "]";
  }
}
