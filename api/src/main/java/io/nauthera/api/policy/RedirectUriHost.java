package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.text.Quoted;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A redirect URI has a host that its policies allow. */
final class RedirectUriHost implements PolicyRule {
  private static final int MAX_POLICIES = 5;

  @Override
  public Stream<Violation> check(ClientMetadata client, EffectivePolicy policy) {
    return RedirectUriField.of(client).flatMap(field -> check(field, policy));
  }

  static Stream<Violation> check(RedirectUriField field, EffectivePolicy policy) {
    String host = field.uri().host();
    if (host == null || !field.uri().isHttp() || field.isAllowedLoopback(policy)) {
      return Stream.empty();
    }
    var hosts = policy.hosts();
    Predicate<Set<HostPattern>> accepts = patterns -> HostPattern.anyMatches(patterns, host);
    if (hosts.permitsWhere(accepts)) {
      return Stream.empty();
    }
    var refusers = hosts.refusers(accepts);
    return Stream.of(
        field.violatesWithLists(
            RuleId.URI_HOST,
            lists ->
                "has host %s, which is not allowed by %s"
                        .formatted(Quoted.of(host), claims(field, hosts, refusers, lists))
                    + field.loopbackNote(policy),
            RedirectUriField.all(refusers, field.loopbackRefusers(policy))));
  }

  /** Each policy with its own hosts: the patterns have no short intersection. */
  private static String claims(
      RedirectUriField field,
      AllowList<HostPattern> hosts,
      List<PolicyName> refusers,
      AllowedLists lists) {
    String claims =
        refusers.stream()
            .limit(MAX_POLICIES)
            .map(policy -> claim(field, policy, hosts.allowedBy(policy), lists))
            .collect(Collectors.joining(" or by "));
    int more = refusers.size() - MAX_POLICIES;
    return more <= 0 ? claims : claims + " or by " + more + " more";
  }

  private static String claim(
      RedirectUriField field, PolicyName policy, Set<HostPattern> allowed, AllowedLists lists) {
    String host = String.valueOf(field.uri().host());
    boolean isNear = allowed.stream().anyMatch(pattern -> pattern.nearlyMatches(host));
    return Messages.by(List.of(policy))
        + " (allowed: "
        + lists.of(field.field(), allowed)
        + (isNear ? "; *. stands for exactly one label)" : ")");
  }
}
