package io.nauthera.sandbox.cluster;

/** The address of an API server, and the addresses that its cluster gives to Services and pods. */
public interface ClusterAddresses extends AutoCloseable {
  /** The address on which the API server listens. */
  String apiServer();

  String serviceCidr();

  /** The address that the API server assigns to the Service named kubernetes. */
  String kubernetesService();

  /** Whether kubelets join the cluster, so that real pods run. */
  boolean haveNodes();

  /** An address for a pod of a cluster without nodes. No Service selects this pod. */
  String nextPodAddress();

  @Override
  void close();
}
