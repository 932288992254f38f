package archives

import (
	"io"
	"net/http"

	"github.com/golang/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/segmentio/kafka-go"
)

func zstdBody(w http.ResponseWriter, r *http.Request) {
	d, err := zstd.NewReader(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		return
	}
	io.ReadAll(d) // want "unboundeddecode: io.ReadAll takes the body of an HTTP request decompressed"
	io.ReadAll(io.LimitReader(d, limit))
}

var decoder *zstd.Decoder

func whole(m kafka.Message) {
	decoder.DecodeAll(m.Value, nil) // want "unboundeddecode: zstd takes the Kafka message decompressed"
	snappy.Decode(nil, m.Value)     // want "unboundeddecode: snappy takes the Kafka message decompressed"
	snappy.Decode(nil, []byte("constant"))
}
