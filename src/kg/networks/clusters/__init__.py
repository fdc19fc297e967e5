"""Clusters of a network: by linkage, around centres, by equivalence, and communities of a graph."""

from kg.networks.clusters.affiliation import affiliation, jaccard
from kg.networks.clusters.compared import Asked, Clustering, Clusterings, chosen, compare
from kg.networks.clusters.material import Material, Method
from kg.networks.clusters.modularity import QUALITIES, Quality, modularity, signed_modularity
from kg.networks.clusters.multiclust import METHODS, Moment, clusters, clusters_over_time, material, material_of

__all__ = [
    "METHODS",
    "QUALITIES",
    "Asked",
    "Clustering",
    "Clusterings",
    "Material",
    "Method",
    "Moment",
    "Quality",
    "affiliation",
    "chosen",
    "clusters",
    "clusters_over_time",
    "compare",
    "jaccard",
    "material",
    "material_of",
    "modularity",
    "signed_modularity",
]
