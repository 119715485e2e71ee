package io.nauthera.webhook.cli.explain;

import io.nauthera.api.governance.Client;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.policy.AllowList;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.policy.Permission;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.webhook.admission.Setting;
import io.nauthera.webhook.admission.SettingValue;
import io.nauthera.webhook.admission.Standing.Terms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every setting, as lines: what policies allow, what the client gets, and what it wrote. */
final class Lines {
  private static final List<String> CLIENT = List.of(SettingValue.CLIENT);
  private static final List<String> BASELINE = List.of(SettingValue.BASELINE);

  private Lines() {}

  static List<Line> allowed(EffectivePolicy policy) {
    return List.of(
        allowance("allowedScopes", policy.scopes()),
        allowance("allowedGrantTypes", policy.grants()),
        allowance("redirectUris.allowedSchemes", policy.schemes()),
        hosts("redirectUris.allowedHosts", policy.hosts()),
        permission("redirectUris.allowLoopback", policy.loopback()),
        permission("redirectUris.allowWildcards", policy.wildcards()),
        permission("allowCustomClientIds", policy.customClientIds()));
  }

  static List<Line> effective(Terms terms) {
    List<Line> lines = new ArrayList<>();
    Map<Setting, SettingValue> settings = terms.settings();
    for (Setting setting : Setting.values()) {
      SettingValue value = Objects.requireNonNull(settings.get(setting));
      lines.add(new Line(setting.field(), value.value(), value.from()));
    }
    return lines;
  }

  /**
   * What the client wrote that no policy has a word for, and what it gets where it wrote nothing.
   */
  static List<Line> own(Client client, ClientMetadata metadata) {
    return List.of(
        given("displayName", metadata.displayName(), client.name().name()),
        given(
            "clientId",
            changed(client.clientId(), client.name().defaultClientId()),
            client.clientId()),
        given(
            "secretName",
            changed(client.secretName(), AuthClients.secretName(null, client.name())),
            client.secretName()),
        list("redirectUris", metadata.redirectUris().stream().map(uri -> uri.text()).toList()),
        list(
            "postLogoutRedirectUris",
            metadata.postLogoutRedirectUris().stream().map(uri -> uri.text()).toList()),
        list("webOrigins", metadata.webOrigins()),
        given("jwksUri", metadata.jwksUri(), "none"),
        given("jwks", metadata.jwks() == null ? null : "given", "none"));
  }

  private static @Nullable String changed(String value, String byDefault) {
    return value.equals(byDefault) ? null : value;
  }

  private static Line given(String field, @Nullable String value, String byDefault) {
    return value == null ? new Line(field, byDefault, BASELINE) : new Line(field, value, CLIENT);
  }

  private static Line list(String field, List<String> values) {
    return values.isEmpty()
        ? new Line(field, "none", BASELINE)
        : new Line(field, String.join(", ", values), CLIENT);
  }

  private static <T extends Comparable<T>> Line allowance(String field, AllowList<T> allowance) {
    return new Line(
        field, Contribution.list(allowance.accepted()), from(allowance.byPolicy().keySet()));
  }

  /** Patterns of several policies have no short intersection: a host must match one of each. */
  private static <T extends Comparable<T>> Line hosts(String field, AllowList<T> hosts) {
    String value =
        hosts.isUnlimited()
            ? "any"
            : hosts.byPolicy().values().stream()
                .map(Contribution::list)
                .distinct()
                .collect(Collectors.joining("; and also "));
    return new Line(field, value, from(hosts.byPolicy().keySet()));
  }

  private static Line permission(String field, Permission permission) {
    return new Line(field, String.valueOf(permission.granted()), from(permission.from()));
  }

  private static List<String> from(Collection<PolicyName> policies) {
    return policies.isEmpty() ? BASELINE : policies.stream().map(PolicyName::toString).toList();
  }
}
