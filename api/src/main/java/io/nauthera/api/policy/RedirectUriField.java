package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.RedirectUri;
import io.nauthera.api.text.Quoted;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A URI that the browser may be sent to, with the field that contains it. */
record RedirectUriField(FieldPath field, RedirectUri uri) {
  static Stream<RedirectUriField> of(ClientMetadata client) {
    return Stream.concat(
        of(ClientFields.REDIRECT_URIS, client.redirectUris()),
        of(ClientFields.POST_LOGOUT_REDIRECT_URIS, client.postLogoutRedirectUris()));
  }

  private static Stream<RedirectUriField> of(FieldPath list, List<RedirectUri> uris) {
    return IntStream.range(0, uris.size())
        .mapToObj(i -> new RedirectUriField(list.entry(i), uris.get(i)));
  }

  /** The exemption of RFC 8252 §7.3: the rules for scheme and host do not apply. */
  boolean isAllowedLoopback(EffectivePolicy policy) {
    return uri.isLoopback() && policy.loopback().granted();
  }

  /** Policies that forbid loopback, where the URI is one. */
  List<PolicyName> loopbackRefusers(EffectivePolicy policy) {
    return uri.isLoopback() ? policy.loopback().refusers() : List.of();
  }

  /** For a refused loopback URI: allowLoopback would have exempted it. */
  String loopbackNote(EffectivePolicy policy) {
    if (!uri.isLoopback()) {
      return "";
    }
    var refusers = policy.loopback().refusers();
    String who =
        refusers.isEmpty()
            ? "no policy exempts"
            : Messages.by(refusers)
                + (refusers.size() == 1 ? " does not exempt" : " do not exempt");
    return ", and " + who + " loopback addresses (allowLoopback)";
  }

  static List<PolicyName> all(List<PolicyName> some, List<PolicyName> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().sorted().toList();
  }

  /** {@code predicate} continues the sentence after the URI. */
  Violation violates(RuleId rule, Supplier<String> predicate, List<PolicyName> policies) {
    return violatesWithLists(rule, lists -> predicate.get(), policies);
  }

  /** {@code predicate} continues the sentence after the URI. */
  Violation violatesWithLists(
      RuleId rule, Function<AllowedLists, String> predicate, List<PolicyName> policies) {
    return Violation.withLists(
        field,
        rule,
        uri.text(),
        lists -> Quoted.of(uri.text()) + " " + predicate.apply(lists),
        policies);
  }
}
