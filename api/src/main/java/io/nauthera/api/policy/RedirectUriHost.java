package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A redirect URI leads to a host that its policies allow. */
final class RedirectUriHost implements PolicyRule {
  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    return UriField.of(client)
        .filter(field -> field.uri().isHttp() && !UriField.isAllowedLoopback(field.uri(), policy))
        .flatMap(field -> check(field, field.uri().host(), policy.hosts()));
  }

  private static Stream<Violation> check(
      UriField field, @Nullable String host, Allowance<HostPattern> hosts) {
    if (host == null) {
      return Stream.empty();
    }
    Predicate<Set<HostPattern>> accepts =
        patterns -> patterns.stream().anyMatch(pattern -> pattern.matches(host));
    if (hosts.permitsWhere(accepts)) {
      return Stream.empty();
    }
    var refusers = hosts.refusers(accepts);
    return Stream.of(
        field.violates(
            Rule.URI_HOST,
            "leads to host %s, which is not allowed by %s; allowed: %s"
                .formatted(Say.quoted(host), Say.by(refusers), Say.list(hosts.named(refusers))),
            refusers));
  }
}
