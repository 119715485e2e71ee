package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.oauth.RedirectUri;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every URI of a client that a browser may be sent to, with the path of its field. */
record RedirectUriField(String field, RedirectUri uri) {
  static Stream<RedirectUriField> of(ClientMetadata client) {
    return Stream.concat(
        of("spec.redirectUris", client.redirectUris()),
        of("spec.postLogoutRedirectUris", client.postLogoutRedirectUris()));
  }

  private static Stream<RedirectUriField> of(String field, List<RedirectUri> uris) {
    return IntStream.range(0, uris.size())
        .mapToObj(i -> new RedirectUriField(field + "[" + i + "]", uris.get(i)));
  }

  /**
   * The exemption of RFC 8252 §7.3: where loopback is allowed, scheme and host rules do not apply
   * to it.
   */
  static boolean isAllowedLoopback(RedirectUri uri, EffectivePolicy policy) {
    return uri.isLoopback() && policy.loopback().granted();
  }

  /** Those who could exempt a loopback URI and say that they do not. */
  static List<PolicyName> loopbackRefusers(RedirectUri uri, EffectivePolicy policy) {
    return uri.isLoopback() ? policy.loopback().refusers() : List.of();
  }

  /** What to add to who refuses a loopback URI: it could have been exempt. */
  static String loopbackNote(RedirectUri uri, EffectivePolicy policy) {
    if (!uri.isLoopback()) {
      return "";
    }
    var refusers = policy.loopback().refusers();
    String who =
        refusers.isEmpty()
            ? "no policy exempts"
            : Messages.by(refusers)
                + (refusers.size() == 1 ? " does not exempt" : " do not exempt");
    return ", and " + who + " the user's own machine (allowLoopback)";
  }

  static List<PolicyName> all(List<PolicyName> some, List<PolicyName> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().sorted().toList();
  }

  Violation violates(RuleId rule, String message, List<PolicyName> policies) {
    return new Violation(
        field, rule, uri.text(), Messages.quoted(uri.text()) + " " + message, policies);
  }
}
