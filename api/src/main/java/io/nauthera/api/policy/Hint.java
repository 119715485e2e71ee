package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.text.Quoted;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A value that is allowed, but that probably does not do what the developer expects. */
public record Hint(FieldPath field, String message) {
  /** {@code method} is how the client authenticates; null where that is not known. */
  public static List<Hint> of(ClientMetadata client, @Nullable ClientAuthenticationMethod method) {
    return Stream.of(
            RedirectUriField.of(client).flatMap(field -> fixedPort(field).stream()),
            unusedKeys(client, method).stream(),
            colon(client, method).stream())
        .flatMap(hints -> hints)
        .toList();
  }

  private static Optional<Hint> fixedPort(RedirectUriField field) {
    var uri = field.uri();
    String host = uri.host();
    if (host == null || !uri.isLoopback() || uri.port() < 0) {
      return Optional.empty();
    }
    String withoutPort = uri.text().replaceFirst(Pattern.quote(host + ":" + uri.port()), host);
    return Optional.of(
        new Hint(
            field.field(),
            "%s works with port %d only: a native app that listens on any free port needs %s (RFC 8252 section 7.3)"
                .formatted(Quoted.of(uri.text()), uri.port(), Quoted.of(withoutPort))));
  }

  private static Optional<Hint> unusedKeys(
      ClientMetadata client, @Nullable ClientAuthenticationMethod method) {
    boolean hasKeys = client.hasJwks() || client.jwksUri() != null;
    if (!hasKeys || method == null || method == ClientAuthenticationMethod.PRIVATE_KEY_JWT) {
      return Optional.empty();
    }
    return Optional.of(
        new Hint(
            client.hasJwks() ? ClientFields.JWKS : ClientFields.JWKS_URI,
            "is not used, because the client authenticates with %s: remove it, or use %s if the policies allow that"
                .formatted(method, ClientAuthenticationMethod.PRIVATE_KEY_JWT)));
  }

  private static Optional<Hint> colon(
      ClientMetadata client, @Nullable ClientAuthenticationMethod method) {
    String id = client.clientId();
    if (method != ClientAuthenticationMethod.CLIENT_SECRET_BASIC || id.indexOf(':') < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Hint(
            ClientFields.CLIENT_ID,
            "%s contains a colon, which separates id and secret in HTTP Basic: form-encode both before you send them (RFC 6749 section 2.3.1), or use %s if the policies allow that"
                .formatted(Quoted.of(id), ClientAuthenticationMethod.CLIENT_SECRET_POST)));
  }
}
