"""Many ads at once: planned into shards, checked by a pool or a cluster, written as Parquet and summed up."""
