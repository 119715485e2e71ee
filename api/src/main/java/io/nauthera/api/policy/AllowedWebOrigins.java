package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.RedirectUri;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A web origin is the origin of a URI that the rules for redirect URIs would allow. */
final class AllowedWebOrigins implements PolicyRule {
  private static final String NOT_AN_ORIGIN =
      "is not a web origin: use + (the origins of the redirect URIs) or scheme://host[:port] in lower case, without a path and without the default port (443 for https, 80 for http)";

  private final ServerProfile server;

  AllowedWebOrigins(ServerProfile server) {
    this.server = server;
  }

  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    var origins = client.webOrigins();
    return IntStream.range(0, origins.size())
        .filter(i -> !origins.get(i).equals("+"))
        .mapToObj(i ->
            new RedirectUriField(
                ClientFields.WEB_ORIGINS.entry(i), RedirectUri.parse(origins.get(i))))
        .flatMap(field -> check(field, policy));
  }

  private Stream<Violation> check(RedirectUriField field, EffectivePolicy policy) {
    RedirectUri origin = field.uri();
    if (origin.text().length() > server.maxUriLength()
        || !origin.origin().filter(origin.text()::equals).isPresent()) {
      return Stream.of(
          field.violates(
              RuleId.WEB_ORIGINS,
              () ->
                  origin
                      .probableOrigin()
                      .map(
                          "is not a web origin: use %s (only scheme, host and port) or + (the origins of the redirect URIs)"
                              ::formatted)
                      .orElse(NOT_AN_ORIGIN),
              List.of()));
    }
    return Stream.of(
            RedirectUriWildcard.check(field, policy),
            RedirectUriScheme.check(field, policy),
            RedirectUriHost.check(field, policy))
        .flatMap(violations -> violations)
        .map(violation -> violation.under(RuleId.WEB_ORIGINS));
  }
}
