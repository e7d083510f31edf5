module sealift.dev/bench/endpoint

go 1.26
