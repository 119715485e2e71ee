package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A redirect URI leads to a host that its policies allow. */
final class RedirectUriHost implements PolicyRule {
  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    return RedirectUriField.of(client)
        .filter(field ->
            field.uri().isHttp() && !RedirectUriField.isAllowedLoopback(field.uri(), policy))
        .flatMap(field -> check(field, field.uri().host(), policy));
  }

  private static Stream<Violation> check(
      RedirectUriField field, @Nullable String host, EffectivePolicy policy) {
    if (host == null) {
      return Stream.empty();
    }
    var hosts = policy.hosts();
    Predicate<Set<HostPattern>> accepts = patterns -> HostPattern.anyMatches(patterns, host);
    if (hosts.permitsWhere(accepts)) {
      return Stream.empty();
    }
    var refusers = hosts.refusers(accepts);
    return Stream.of(
        field.violates(
            RuleId.URI_HOST,
            "leads to host %s, which is not allowed by %s"
                    .formatted(Messages.quoted(host), claims(hosts, refusers, host))
                + RedirectUriField.loopbackNote(field.uri(), policy),
            RedirectUriField.all(
                refusers, RedirectUriField.loopbackRefusers(field.uri(), policy))));
  }

  /** Each policy with its own hosts: patterns of several have no short intersection. */
  private static String claims(
      AllowList<HostPattern> hosts, List<PolicyName> refusers, String host) {
    return refusers.stream()
        .map(policy -> claim(policy, hosts.named(policy), host))
        .collect(Collectors.joining(", nor by "));
  }

  private static String claim(PolicyName policy, Set<HostPattern> allowed, String host) {
    boolean isNear = allowed.stream().anyMatch(pattern -> pattern.nearlyMatches(host));
    return Messages.by(List.of(policy))
        + " (allowed: "
        + Messages.list(allowed)
        + (isNear ? "; *. stands for exactly one label)" : ")");
  }
}
