package main

import "testing"

func BenchmarkSignVerify1KiB(b *testing.B) { run(b, operations, payloadSize) }

func BenchmarkSignVerify64KiB(b *testing.B) { run(b, largeOperations, largeSize) }

func BenchmarkStream8MiB(b *testing.B) { run(b, streamOperations, streamSize) }

func run(b *testing.B, make func() ([]operation, error), size int64) {
	ops, err := make()
	if err != nil {
		b.Fatal(err)
	}
	for _, op := range ops {
		b.Run(op.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(size)
			for b.Loop() {
				if err := op.run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Every operation must do what it is compared for.
func TestOperations(t *testing.T) {
	for _, make := range []func() ([]operation, error){operations, largeOperations, streamOperations} {
		ops, err := make()
		if err != nil {
			t.Fatal(err)
		}
		for _, op := range ops {
			if err := op.run(); err != nil {
				t.Errorf("%s: %v", op.name, err)
			}
		}
	}
}
