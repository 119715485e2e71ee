package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.RedirectUri;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A web origin is the origin of a URI that the redirect rules would allow. */
final class AllowedWebOrigins implements PolicyRule {
  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    var origins = client.webOrigins();
    return IntStream.range(0, origins.size())
        .filter(i -> !origins.get(i).equals("+"))
        .boxed()
        .flatMap(i ->
            check("spec.webOrigins[" + i + "]", RedirectUri.parse(origins.get(i)), client, policy));
  }

  private static Stream<Violation> check(
      String field, RedirectUri origin, ClientMetadata client, EffectivePolicy policy) {
    if (!origin.origin().filter(origin.text()::equals).isPresent()) {
      return Stream.of(
          new Violation(
              field,
              RuleId.WEB_ORIGINS,
              origin.text(),
              Messages.quoted(origin.text())
                  + " is no web origin: give + (those of the redirect URIs) or scheme://host[:port] in lower case, without path and without the usual port (443, for http 80)",
              List.of()));
    }
    var asRedirect = onlyRedirectingTo(client, origin);
    return Stream.of(new RedirectUriWildcard(), new RedirectUriScheme(), new RedirectUriHost())
        .flatMap(rule -> rule.check(asRedirect, policy))
        .map(v -> new Violation(field, RuleId.WEB_ORIGINS, v.value(), v.message(), v.policies()));
  }

  private static ClientMetadata onlyRedirectingTo(ClientMetadata client, RedirectUri uri) {
    return new ClientMetadata(
        client.name(),
        client.clientId(),
        null,
        null,
        List.of(uri),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null);
  }
}
