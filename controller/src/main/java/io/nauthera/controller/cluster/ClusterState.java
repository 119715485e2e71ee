package io.nauthera.controller.cluster;

import io.nauthera.api.governance.ServerName;
import io.nauthera.api.index.ManifestIndex;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import java.util.Map;
import java.util.Optional;

/** What the controller knows about the cluster at this moment. Answers from memory. */
public interface ClusterState {

  /** The resources that governance depends on. */
  ManifestIndex index();

  /**
   * Generations of the policies of a namespace. Read them before the index: the index then answers
   * with these generations or later ones.
   */
  Map<PolicyName, Long> policyGenerations(String namespace);

  Optional<AuthServer> server(ServerName name);

  Optional<AuthClient> client(ClientName name);

  Optional<AuthPolicy> policy(PolicyName name);

  /**
   * Grows with each change that evaluations depend on, and not with changes of a status: what was
   * evaluated at one version holds until the next.
   */
  long version();

  /** This process wrote the resource: from now on it is the latest, until a newer one is seen. */
  void wrote(AuthClient client);

  void wrote(AuthPolicy policy);

  void wrote(AuthServer server);
}
