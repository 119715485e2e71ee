package io.nauthera.sandbox.node;

import io.nauthera.sandbox.cluster.ClusterAddresses;

/**
 * The addresses of a cluster with one node. They exist only in the network namespace of the node.
 */
record NodeAddresses() implements ClusterAddresses {
  static final String NODE = "10.200.0.1";
  static final String POD_CIDR = "10.244.0.0/24";

  @Override
  public String apiServer() {
    return NODE;
  }

  @Override
  public String serviceCidr() {
    return "10.96.0.0/16";
  }

  @Override
  public String kubernetesService() {
    return "10.96.0.1";
  }

  @Override
  public boolean haveNodes() {
    return true;
  }

  @Override
  public String nextPodAddress() {
    throw new IllegalStateException("the network plugin of the node assigns the addresses of pods");
  }

  @Override
  public void close() {}
}
