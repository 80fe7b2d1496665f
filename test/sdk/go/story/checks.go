package main

import (
	"fmt"
	"os"
	"reflect"
	"strings"
)

// checks runs the steps of the story and prints the result of each.
type checks struct{ passed, failed int }

func (c *checks) step(name string, run func()) {
	defer func() {
		if cause := recover(); cause != nil {
			c.failed++
			fmt.Printf("not ok %s: %s\n", name, strings.ReplaceAll(fmt.Sprint(cause), "\n", " "))
			return
		}
		c.passed++
		fmt.Println("ok", name)
	}()
	run()
}

func (c *checks) end() {
	fmt.Printf("%d passed, %d failed\n", c.passed, c.failed)
	if c.failed > 0 {
		os.Exit(1)
	}
}

// must ends a step when a call fails.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func assertEqual[T any](actual, expected T) {
	if !reflect.DeepEqual(actual, expected) {
		panic(fmt.Sprintf("%v instead of %v", actual, expected))
	}
}

func assertTrue(condition bool, actual any) {
	if !condition {
		panic(fmt.Sprintf("unexpected: %v", actual))
	}
}
