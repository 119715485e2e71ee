package io.nauthera.controller.provisioning;

import io.nauthera.api.oauth.ClientAuthenticationMethod;
import io.nauthera.api.oauth.GrantType;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client as the server has it. {@code id} is that of the server. {@code owner} is null if the
 * client has no marker, {@code secret} if it does not authenticate with a secret.
 */
public record RegisteredClient(
    String id,
    String clientId,
    @Nullable Owner owner,
    @Nullable String secret,
    StoredSettings settings) {

  /**
   * The managed settings of a client as the server stores them. Two are equal if the server treats
   * them the same. A lifetime is null if that of the server applies; it may be shorter than
   * desired. {@code grantTypes} are those that the server is set up for. {@code scopes} does not
   * contain {@code openid}. The authentication method is null if it is one that Nauthera does not
   * know.
   */
  public interface StoredSettings {
    @Nullable ClientAuthenticationMethod authenticationMethod();

    @Nullable Duration accessTokenLifetime();

    @Nullable Duration refreshTokenLifetime();

    @Nullable Duration offlineTokenLifetime();

    Set<GrantType> grantTypes();

    /**
     * Those of the grant types that the server refuses to this client, or that depend on something
     * of the server that cannot be seen. Each with a clause that says what is missing.
     */
    Map<GrantType, String> unusableGrants();

    Set<String> scopes();
  }

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "RegisteredClient[" + clientId + "]";
  }
}
