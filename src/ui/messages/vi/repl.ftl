# Màn hình lệnh: lời chào, dấu nhắc, câu lệnh chưa rõ.

repl-start = { $overdue } việc quá hạn, { $today } việc đến hạn hôm nay. Gõ help để xem lệnh, exit để thoát.
repl-prompt-no-store = chưa có kho dữ liệu
repl-prompt-rehearsal = chạy thử
repl-prompt-search = tìm
repl-prompt-no-match = không thấy
repl-due = hạn { $due }
repl-no-offers = không có gợi ý
repl-help-more =
    help LỆNH cho biết cách dùng một lệnh, help due cho biết về hàm hay thuộc tính due. Dòng khác là biểu thức Rhai, ví dụ:
      tasks().overdue().len()
repl-help-global = Tùy chọn của mọi lệnh:
repl-help-also = Trong kịch bản:
repl-usage = Cách gõ: { $usage }
repl-stored = Đã ghi { $count } thay đổi.
repl-more = Còn { $count } dòng không hiện; thu hẹp bằng .filter(…) hoặc đếm bằng .len().
repl-already = Đang ở màn hình lệnh rồi.
repl-other-home = Màn hình lệnh giữ một thư mục làm việc; thoát ra rồi mở lại với --home khác.
repl-open-quote = Dấu nháy mở mà chưa đóng.
repl-not-utf8 = Dòng này không phải chữ Unicode (UTF-8).

repl-unknown-command = `{ $typed }` không phải là lệnh.
    .hint =
        { $near ->
            [none] Xem các lệnh:
           *[other] Có thể là: { $near }
        }
        help

repl-missing = Lệnh { $command } còn thiếu: { $arg }
    .hint =
        Xem cách dùng:
        help { $command }

repl-missing-below = Lệnh { $command } cần thêm một trong các từ: { $below }
    .hint =
        Xem cách dùng:
        help { $command }

repl-unknown-below = Lệnh { $command } không có `{ $typed }`.
    .hint = { $near ->
        [none] Dùng một trong các từ: { $below }
       *[other] Có thể là: { $near }
    }

repl-unknown-argument = Lệnh { $command } không có `{ $arg }`.
    .hint =
        { $near ->
            [none] Xem cách dùng:
           *[other] Có thể là: { $near }
        }
        help { $command }

repl-missing-value = { $arg } chưa có giá trị.
    .hint = { $near ->
        [none] Ghi giá trị ngay sau { $arg }; giá trị có dấu cách thì để trong ngoặc kép.
       *[other] Các giá trị dùng được: { $near }
    }

repl-bad-value = { $arg } không nhận giá trị `{ $value }`.
    .hint = { $near ->
        [none] Xem cách dùng:
            help { $command }
       *[other] Các giá trị dùng được: { $near }
    }

repl-conflict = { $arg } và { $other } không dùng cùng lúc được.
    .hint = Bỏ một trong hai.
